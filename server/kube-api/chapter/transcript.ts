/** The chapter's commands in its order, with what it prints. */

import { readFileSync } from 'node:fs';

export interface Typed {
  readonly command: string;
  /** Lines; undefined for what the chapter does not type, but its reader does between two sections. */
  readonly printed?: readonly string[];
}

export const CHAPTER_MANIFESTS = new URL('./manifests/', import.meta.url);

export function chapterCommands(): readonly Typed[] {
  const lines = readFileSync(new URL('./chapter.txt', import.meta.url), 'utf8').split('\n');
  const typed: { command: string; printed?: string[] }[] = [];
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('$ ')) typed.push({ command: line.slice(2), printed: [] });
    else if (line.startsWith('% ')) typed.push({ command: line.slice(2) });
    else typed.at(-1)!.printed!.push(line);
  }
  return typed;
}
