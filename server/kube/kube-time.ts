/** Times as in Kubernetes, with a precision of seconds: `2026-11-23T08:30:44Z`. */
export function kubeTime(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
