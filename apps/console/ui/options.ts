import type { ReactNode } from 'react';

/** An option. `blocked` is the reason why it cannot be chosen now. */
export type Option = {
  value: string;
  label: string;
  detail?: string | undefined;
  keywords?: string | undefined;
  icon?: ReactNode;
  blocked?: string | undefined;
};

/** Options with every typed word in label, detail or keywords; those whose label starts with the text come first. */
export function matchOptions(options: readonly Option[], typed: string): readonly Option[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return options;
  const words = text.split(/\s+/);
  const found = options.filter((option) => {
    const haystack = `${option.label} ${option.detail ?? ''} ${option.keywords ?? ''}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  const first = found.filter((option) => option.label.toLowerCase().startsWith(text));
  return first.length === 0 ? found : [...first, ...found.filter((option) => !first.includes(option))];
}

/** The next active index; wraps around. */
export function stepActive(active: number, step: 1 | -1, count: number): number {
  return count === 0 ? 0 : (active + step + count) % count;
}
