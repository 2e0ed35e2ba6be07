import { TextInput, type TextInputProps } from './text-input.tsx';

/** Digits as text, so that the input stays as it was typed; the form model parses and validates it. */
export function NumberInput(props: Omit<TextInputProps, 'type' | 'wire' | 'inputMode'>) {
  return <TextInput {...props} wire inputMode="numeric" />;
}
