import { TextInput, type TextInputProps } from './text-input.tsx';

/** Digits as text, so that what was typed stays as typed; the form model parses and judges it. */
export function NumberInput(props: Omit<TextInputProps, 'type' | 'wire' | 'inputMode'>) {
  return <TextInput {...props} wire inputMode="numeric" />;
}
