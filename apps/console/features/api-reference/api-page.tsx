import { Search } from 'lucide-react';
import { useState } from 'react';
import type { OpenApi, Parameter } from '../../../../server/contract/endpoints/openapi.ts';
import { page } from '../../app/page.tsx';
import { curlOfRead } from '../../data/commands.ts';
import { openApiQuery } from '../../data/openapi.ts';
import { CodeBox } from '../../ui/copy-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import {
  addressToTry,
  endpointsOf,
  found,
  shapeOf,
  structuresOf,
  type EndpointRow,
  type Field,
  type Structure,
} from './endpoints.ts';

const endpointColumns: readonly PlainColumn<EndpointRow>[] = [
  { id: 'path', header: 'GET', width: 370, cell: (row) => <span className="wire small">{row.path}</span> },
  {
    id: 'answer',
    header: 'Answer',
    width: 170,
    priority: 3,
    cell: (row) => <span className="wire secondary">{row.answer}</span>,
  },
  { id: 'summary', header: 'Summary', cell: (row) => <span className="whitespace-normal">{row.summary}</span> },
];

const parameterColumns: readonly PlainColumn<Parameter>[] = [
  {
    id: 'name',
    header: 'Parameter',
    width: 150,
    cell: (one) => (
      <>
        <span className="wire">{one.name}</span>
        {one.required && <span className="muted type-12"> required</span>}
      </>
    ),
  },
  { id: 'in', header: 'In', width: 70, priority: 2, cell: (one) => <span className="secondary">{one.in}</span> },
  {
    id: 'shape',
    header: 'Is',
    width: 300,
    priority: 3,
    cell: (one) => <span className="secondary">{shapeOf(one)}</span>,
  },
  { id: 'description', header: 'Meaning', cell: (one) => <span className="whitespace-normal">{one.description}</span> },
];

const fieldColumns: readonly PlainColumn<Field>[] = [
  {
    id: 'name',
    header: 'Field',
    width: 270,
    cell: (one) => (
      <>
        <span className="wire">{one.name}</span>
        {one.optional && <span className="muted type-12"> may be missing</span>}
      </>
    ),
  },
  { id: 'is', header: 'Is', width: 300, cell: (one) => <span className="secondary whitespace-normal">{one.is}</span> },
  {
    id: 'description',
    header: 'Meaning',
    priority: 3,
    cell: (one) => <span className="whitespace-normal">{one.description}</span>,
  },
];

const structureColumns: readonly PlainColumn<Structure>[] = [
  { id: 'name', header: 'Made of', width: 220, cell: (one) => <span className="wire">{one.name}</span> },
  { id: 'description', header: 'Meaning', cell: (one) => <span className="whitespace-normal">{one.description}</span> },
];

/** Help > API: the views declared in /openapi.json. */
export const ApiPage = page('apiReference', {
  needs: () => ({ document: openApiQuery }),
  what: '/openapi.json',
  Page: ({ document }) => <Endpoints document={document.data} />,
});

function Endpoints({ document }: { document: OpenApi }) {
  const [typed, setTyped] = useState('');
  const rows = endpointsOf(document);
  const shown = found(rows, typed);
  return (
    <>
      <PageHeader
        title="API"
        sub={
          <span className="sentence">
            What can be read is listed here, from <a href="/openapi.json">/openapi.json</a>. Objects are written through
            the Kubernetes API at <span className="wire">/kube</span> (<a href="/kube/openapi/v3">/kube/openapi/v3</a>)
            and the config API at <span className="wire">/config</span>.
          </span>
        }
      />
      <div className="row loose px-6 pb-3">
        <div className="w-80">
          <TextInput
            small
            type="search"
            aria-label="Filter endpoints"
            placeholder={`Filter ${rows.length} endpoints`}
            lead={<Search className="small" />}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <span className="muted type-12" role="status">
          {shown.length === rows.length ? '' : `${shown.length} of ${rows.length}`}
        </span>
      </div>
      <div className="scroll px-6 pb-6">
        <PlainTable
          label="Endpoints"
          columns={endpointColumns}
          rows={shown}
          rowKey={(row) => row.path}
          rowName={(row) => row.path}
          empty={<p className="muted p-4">No endpoint has all of these words.</p>}
          expand={(row) => <Details document={document} row={row} />}
        />
      </div>
    </>
  );
}

function Details({ document, row }: { document: OpenApi; row: EndpointRow }) {
  const [answer, ...parts] = structuresOf(document, row);
  return (
    <div className="grid gap-3 p-3">
      <PlainTable
        label={`Parameters of ${row.path}`}
        columns={parameterColumns}
        rows={row.parameters}
        rowKey={(one) => `${one.in} ${one.name}`}
        rowName={(one) => one.name}
        empty={<p className="muted p-3">It takes no parameters.</p>}
      />
      <CodeBox label={`request of ${row.path}`} text={curlOfRead(addressToTry(row))} />
      {answer !== undefined && <Fields of={answer} />}
      {parts.length > 0 && (
        <PlainTable
          label={`What ${row.answer} is made of`}
          columns={structureColumns}
          rows={parts}
          rowKey={(one) => one.name}
          rowName={(one) => one.name}
          empty={null}
          expand={(one) => <Fields of={one} />}
        />
      )}
    </div>
  );
}

function Fields({ of: { name, fields } }: { of: Structure }) {
  return (
    <PlainTable
      label={`Fields of ${name}`}
      columns={fieldColumns}
      rows={fields}
      rowKey={(one) => one.name}
      rowName={(one) => one.name}
      empty={<p className="muted p-3">It has no fields.</p>}
    />
  );
}
