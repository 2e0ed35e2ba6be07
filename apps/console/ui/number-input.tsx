import { TextInput, type TextInputProps } from './text-input.tsx';

/** A number as text, so that the input stays as typed; the form model parses and validates it. */
export function NumberInput(props: Omit<TextInputProps, 'type' | 'wire' | 'inputMode'>) {
  return <TextInput {...props} wire inputMode="numeric" />;
}
