/** The sentences of a `Warning` header, as Kubernetes servers send them: `299 - "one", 299 - "two"` (RFC 7234 §5.5). */
export function warningsOf(header: string | null): readonly string[] {
  return [...(header ?? '').matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
    text.replaceAll(/\\(.)/g, '$1'),
  );
}
