import { CutText } from '../../ui/cut-text.tsx';
import { cx } from '../../ui/cx.ts';
import { splitFqName, splitPodName, splitPrefix } from './wire-parts.ts';

type Size = { small?: boolean; strong?: boolean; className?: string };
const face = ({ small, strong, className }: Size) => cx('wire', small && 'small', strong && 'medium', className);

/** `101.101.101.0/24`, with the length dimmed. */
export function PrefixText({ value, ...size }: Size & { value: string }) {
  const { address, length } = splitPrefix(value);
  return (
    <span className={face(size)}>
      {address}
      {length !== undefined && <i>/{length}</i>}
    </span>
  );
}

export function AddressText({ value, ...size }: Size & { value: string }) {
  return <span className={face(size)}>{value}</span>;
}

/** `10.169.25.20:3`, with the number emphasized. */
export function RdText({ value, ...size }: Size & { value: string }) {
  const at = value.lastIndexOf(':');
  return (
    <span className={face(size)}>
      {at < 0 ? (
        value
      ) : (
        <>
          <i>{value.slice(0, at + 1)}</i>
          <b>{value.slice(at + 1)}</b>
        </>
      )}
    </span>
  );
}

/** A fully qualified name, truncated at the left if necessary: the last segment is always shown. */
export function FqNameText({ value, ...size }: Size & { value: string }) {
  const { lead, last } = splitFqName(value);
  return (
    <span className={cx(face(size), 'fqn')} title={value}>
      {lead !== '' && (
        <span className="lead">
          <bdi>{lead}</bdi>
        </span>
      )}
      <span className="last">
        <CutText text={last} titled={false} />
      </span>
    </span>
  );
}

/** A pod's name, truncated in the middle: `webserver…nrxq6`. `titled` is false inside a link with the full name. */
export function PodName({ name, full, titled = true }: { name: string; full?: boolean; titled?: boolean }) {
  const short = full ? name : splitPodName(name);
  return short.length > 24 ? (
    <CutText text={short} titled={titled} />
  ) : (
    <span title={short === name || !titled ? undefined : name}>{short}</span>
  );
}
