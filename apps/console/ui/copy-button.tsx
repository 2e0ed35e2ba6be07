import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Tooltip } from './tooltip.tsx';

/** Copies the full value, even if only part of it is shown. */
export function CopyButton({ value, name = 'Copy' }: { value: string; name?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Tooltip text={copied ? 'Copied' : name}>
      <button
        type="button"
        className="copy"
        aria-label={name}
        onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
      >
        {copied ? <Check className="small" /> : <Copy className="small" />}
      </button>
    </Tooltip>
  );
}

/** Text to copy: a request, a manifest, a configuration. */
export function CodeBox({ text, label }: { text: string; label: string }) {
  return (
    <div className="box relative">
      <div className="absolute right-1.5 top-1.5">
        <CopyButton value={text} name={`Copy ${label}`} />
      </div>
      <pre className="code p-3 pr-10 overflow-auto" aria-label={label} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}
