import { FileText, Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import { stringify } from 'yaml';
import { curlOf, kubectlApply } from '../../data/commands.ts';
import { kubeCollection } from '../../data/kube-objects.ts';
import { printedName, readManifest, type ManifestEntry } from '../../data/manifest-documents.ts';
import { useNamespaces } from '../../data/use-namespaces.ts';
import { pathToObject } from '../../domain-ui/kinds/faces.tsx';
import { RestButton } from '../../domain-ui/objects/rest-drawer.tsx';
import { YamlEditor } from '../../domain-ui/objects/yaml-editor.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { Button } from '../../ui/button.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { Menu } from '../../ui/menu.tsx';
import { ErrorBanner, Note } from '../../ui/note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Select } from '../../ui/select.tsx';
import { Status, type StatusShape, type StatusTone } from '../../ui/status.tsx';
import { AppliedResult, useWaiting } from './applied-result.tsx';
import { applyObject, type Outcome, type Verb } from './apply.ts';
import { expectedResult } from './expected-result.ts';
import { SAMPLES } from './samples.ts';

type Line = { readonly entry: ManifestEntry; readonly outcome: Outcome };
type Run = {
  readonly check: boolean;
  readonly lines: readonly Line[];
  readonly going: boolean;
  readonly total: number;
};

const looks: Readonly<Record<Verb, { shape: StatusShape; tone: StatusTone; word: string }>> = {
  created: { shape: 'disc', tone: 'ok', word: 'Created' },
  configured: { shape: 'disc', tone: 'ok', word: 'Configured' },
  unchanged: { shape: 'dotted', tone: 'idle', word: 'Unchanged' },
  refused: { shape: 'slashed', tone: 'bad', word: 'Refused' },
};

const checkedWords: Readonly<Record<Verb, string>> = {
  created: 'Would be created',
  configured: 'Would change',
  unchanged: 'Would not change',
  refused: 'Would be refused',
};

/** `Checked 5 of 5, 3 would be refused`, `Applied 2 of 5, 3 refused`. */
function headOf({ check, lines, total }: Run): string {
  const refused = lines.filter(({ outcome }) => outcome.verb === 'refused').length;
  const done = check ? `Checked ${lines.length} of ${total}` : `Applied ${lines.length - refused} of ${total}`;
  return refused === 0 ? done : `${done}, ${refused} ${check ? 'would be refused' : 'refused'}`;
}

/** Changed members listed per object. */
const MOST_NAMED = 6;

/** The text is kept while the user visits other pages. */
const kept = { text: '' };

/** Workloads > Manifests: several YAML documents at once, checked or applied, and the result of each. */
export function ManifestsPage() {
  const [text, setText] = useState(kept.text);
  const namespaces = useNamespaces();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const namespace = chosen ?? namespaces.chosen;
  const entries = useMemo(() => readManifest(text, namespace), [text, namespace]);
  const [run, setRun] = useState<Run | undefined>(undefined);
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const [goTo, setGoTo] = useState<{ line: number } | undefined>(undefined);
  const type = (next: string) => {
    kept.text = next;
    setText(next);
  };
  const start = async (check: boolean) => {
    const lines: Line[] = [];
    const pending = new Set<string>();
    setFailure(undefined);
    setRun({ check, lines, going: true, total: entries.length });
    try {
      for (const entry of entries) {
        const outcome: Outcome = entry.ok
          ? await applyObject(entry, { check, pending })
          : { verb: 'refused', sentence: `${entry.what}: ${entry.fault}` };
        if (check && entry.ok && entry.kind === 'Namespace' && outcome.verb === 'created') pending.add(entry.name);
        lines.push({ entry, outcome });
        setRun({ check, lines: [...lines], going: true, total: entries.length });
      }
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    setRun({ check, lines: [...lines], going: false, total: entries.length });
  };
  const faults = entries.filter((entry) => !entry.ok);
  const nothing = entries.length === 0 ? 'There is nothing to apply yet.' : undefined;
  const objects = entries.filter((entry) => entry.ok);
  return (
    <>
      <PageHeader
        title="Manifests"
        actions={
          <RestButton
            forms={
              objects.length === 0
                ? []
                : [
                    {
                      id: 'curl',
                      label: 'curl',
                      text: objects
                        .map((entry) =>
                          curlOf({
                            method: 'POST',
                            path: kubeCollection(entry.kind, entry.namespace),
                            body: entry.object,
                          }),
                        )
                        .join('\n\n'),
                    },
                    { id: 'yaml', label: 'YAML', text: objects.map((entry) => stringify(entry.object)).join('---\n') },
                    {
                      id: 'kubectl',
                      label: 'kubectl',
                      text: kubectlApply(namespace),
                    },
                  ]
            }
            note="What creates these objects. An object that exists is patched."
          />
        }
      />
      <div className="toolbar">
        <label className="row">
          <span className="medium nowrap">Namespace</span>
          <Select
            className="w-[180px]"
            value={namespace}
            choices={namespaces.names.map((name) => ({ value: name, label: name }))}
            onChange={(event) => setChosen(event.target.value)}
          />
        </label>
        <Menu
          align="start"
          head="From the chapter"
          trigger={<Button icon={<FileText className="small" />}>Samples</Button>}
          entries={SAMPLES.map((sample) => ({
            id: sample.id,
            label: sample.label,
            run: () => {
              type(sample.text);
              setRun(undefined);
            },
          }))}
        />
        <span className="muted type-12 ellipsis" role="status">
          {entries.length === 0
            ? ''
            : `${entries.length} ${entries.length === 1 ? 'object' : 'objects'}` +
              (faults.length === 0 ? '' : `, ${faults.length} cannot be sent`)}
        </span>
        <span className="fill" />
        <Button blocked={nothing} disabled={run?.going} onClick={() => void start(true)}>
          Check only
        </Button>
        <Button
          kind="primary"
          icon={<Play className="small" />}
          blocked={nothing}
          disabled={run?.going}
          onClick={() => void start(false)}
        >
          Apply
        </Button>
      </div>
      <div className="split max-[1100px]:flex-col border-t border-line">
        <div className="flex-1 min-w-0 min-h-0">
          <YamlEditor label="Manifest" value={text} onChange={type} goTo={goTo} />
        </div>
        <aside
          className={
            'scroll shrink-0 bg-sunken border-l border-line max-[1100px]:border-l-0 max-[1100px]:border-t ' +
            'max-[1100px]:max-h-[45%]'
          }
          style={{ flex: '0 0 min(460px, 100%)' }}
          aria-label="Results"
          tabIndex={0}
        >
          <div className="p-4 grid grid-cols-1 gap-3">
            <h2 className="text-section font-semibold" role="status">
              {run === undefined ? 'Results' : headOf(run)}
            </h2>
            {run?.check === true && !run.going && (
              <Note tone="info">
                A check writes nothing. The server has validated each object that can be sent, as if it were applied.
              </Note>
            )}
            {failure !== undefined && <ErrorBanner title="Stopped.">{failure}</ErrorBanner>}
            {run === undefined && faults.length === 0 && (
              <p className="muted">
                Write or paste YAML, several documents parted by ---, or begin with a sample. Objects without a
                namespace go into {namespace}.
              </p>
            )}
            {run === undefined &&
              faults.map(
                (entry) =>
                  !entry.ok && (
                    <Note
                      key={entry.id}
                      tone="warn"
                      actions={
                        <button type="button" className="linkish nowrap" onClick={() => setGoTo({ line: entry.line })}>
                          Line {entry.line}
                        </button>
                      }
                    >
                      <b>{entry.what}.</b> {entry.fault}
                    </Note>
                  ),
              )}
            {run !== undefined && (
              <ol aria-label="Objects" className="grid grid-cols-1 border-t border-line">
                {run.lines.map(({ entry, outcome }) => (
                  <Result
                    key={entry.id}
                    entry={entry}
                    outcome={outcome}
                    check={run.check}
                    onLine={() => setGoTo({ line: entry.line })}
                  />
                ))}
              </ol>
            )}
          </div>
        </aside>
      </div>
    </>
  );
}

function Result({
  entry,
  outcome,
  check,
  onLine,
}: {
  entry: ManifestEntry;
  outcome: Outcome;
  check: boolean;
  onLine: () => void;
}) {
  const look = looks[outcome.verb];
  const pending = useWaiting(entry.ok && !check && outcome.verb !== 'refused' ? entry : undefined);
  const { clusterName } = useNamespaces();
  const to = entry.ok
    ? pathToObject({
        kind: `kube/${entry.kind}`,
        key: entry.namespace === undefined ? entry.name : `${entry.namespace}/${entry.name}`,
        label: entry.name,
      })
    : undefined;
  const name = entry.ok ? printedName(entry) : entry.what;
  return (
    <li className="grid grid-cols-1 gap-1 py-2.5 border-b border-line" aria-label={name}>
      <div className="row">
        {to !== undefined && !check && outcome.verb !== 'refused' ? (
          <AppLink className="wire ellipsis" to={to} title={name}>
            {name}
          </AppLink>
        ) : (
          <span className="wire ellipsis" title={name}>
            <CutText text={name} titled={false} />
          </span>
        )}
        <span className="fill" />
        {check ? (
          <Status
            shape={outcome.verb === 'refused' ? 'slashed' : 'dotted'}
            tone={outcome.verb === 'refused' ? 'bad' : 'idle'}
            strong
          >
            {checkedWords[outcome.verb]}
          </Status>
        ) : pending?.tone === 'warn' ? (
          <Status shape="half" tone="warn" strong>{`${look.word}, ${pending.word.toLowerCase()}`}</Status>
        ) : (
          <Status shape={look.shape} tone={look.tone} strong>
            {look.word}
          </Status>
        )}
        <button
          type="button"
          className="linkish type-12 nowrap"
          aria-label={`Go to line ${entry.line}`}
          onClick={onLine}
        >
          line {entry.line}
        </button>
      </div>
      {(outcome.verb === 'refused' || outcome.unchecked === true) && (
        <p className={outcome.verb === 'refused' ? 'text-bad' : 'secondary type-12'}>{outcome.sentence}</p>
      )}
      {outcome.warnings?.map((sentence) => (
        <Note key={sentence} tone="warn">
          {sentence}
        </Note>
      ))}
      {outcome.changed !== undefined && outcome.changed.length > 0 && (
        <p className="secondary type-12">
          {check ? 'Would change' : 'Changed'}{' '}
          <span className="wire small">{outcome.changed.slice(0, MOST_NAMED).join(', ')}</span>
          {outcome.changed.length > MOST_NAMED && ` and ${outcome.changed.length - MOST_NAMED} more`}.
        </p>
      )}
      {entry.ok &&
        check &&
        outcome.verb === 'created' &&
        expectedResult(entry, clusterName).map((sentence) => (
          <p key={sentence} className="secondary type-12">
            {sentence}
          </p>
        ))}
      {entry.ok && !check && outcome.verb !== 'refused' && <AppliedResult entry={entry} />}
    </li>
  );
}
