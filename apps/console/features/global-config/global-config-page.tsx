import { Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { page, type Arrived } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { historyQuery } from '../../data/object-views.ts';
import { DetailPage } from '../../domain-ui/objects/detail-page.tsx';
import { PrefixText } from '../../domain-ui/routes/wire.tsx';
import { Button } from '../../ui/button.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { globalConfigQuery } from './api.ts';
import { EditGlobalConfig, type Read } from './edit.tsx';
import { fromRecords, printedPrefix, type GlobalConfig } from './form-model.ts';
import { ServerTab } from './server-tab.tsx';

/** Infrastructure > Cluster > Advanced > Global Config. */
export const GlobalConfigPage = page('globalConfig', {
  needs: () => ({ config: globalConfigQuery }),
  what: 'the global configuration',
  Page: ({ config, search }) => <Config config={config} tab={search['tab']} />,
});

function Config({ config, tab }: { config: Arrived<Read>; tab: string | undefined }) {
  const [editing, setEditing] = useState(false);
  if (editing) return <EditGlobalConfig read={config.data} onClose={() => setEditing(false)} />;
  return (
    <DetailPage
      noun="global configuration"
      name="Global Config"
      actions={
        <Button kind="primary" icon={<Pencil className="small" />} onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
      tab={tab}
      to={(search) => pathTo('globalConfig', {}, search)}
      tabs={[
        { id: 'options', label: 'System options', content: <Options records={config.data.records} /> },
        { id: 'server', label: 'Server', content: <ServerTab /> },
      ]}
      history={historyQuery('global-system-config', config.data.records.system.uuid)}
    />
  );
}

const onOff = (on: boolean): string => (on ? 'Enabled' : 'Disabled');

function Options({ records }: { records: GlobalConfig }) {
  const form = fromRecords(records);
  const rows: readonly (readonly [option: string, value: ReactNode, note?: string])[] = [
    [
      'Global ASN',
      <span key="v" className="wire medium">
        {form.asn}
      </span>,
      'Control nodes speak with it, and automatic route targets carry it.',
    ],
    ['4 Byte ASN', onOff(form.fourByte), form.fourByte ? 'ASNs 1 to 4294967294.' : 'ASNs 1 to 65534.'],
    ['iBGP Auto Mesh', onOff(form.autoMesh), 'Control nodes peer with each other without being told.'],
    [
      'Graceful Restart',
      onOff(form.restart),
      `Restart ${form.restartTime} s, long-lived ${form.llgrTime} s, end of RIB ${form.endOfRib} s; BGP helper ` +
        `${form.bgpHelper ? 'on' : 'off'}, XMPP helper ${form.xmppHelper ? 'on' : 'off'}.`,
    ],
    ['Always Compare MED', onOff(form.alwaysMed), 'Compares the MED of routes from different neighbour AS too.'],
    [
      'IP Fabric Subnets',
      (records.system.ip_fabric_subnets?.subnet ?? []).length === 0 ? (
        <span key="v" className="muted">
          None
        </span>
      ) : (
        <span key="v" className="row">
          {(records.system.ip_fabric_subnets?.subnet ?? []).map((subnet) => (
            <PrefixText key={printedPrefix(subnet)} value={printedPrefix(subnet)} />
          ))}
        </span>
      ),
    ],
    ['Encapsulation Priority', form.encapsulation.join(', '), 'The first that both ends can is taken.'],
  ];
  return (
    <PlainTable
      label="System options"
      columns={[
        { id: 'option', header: 'Option', width: 240, cell: ([option]) => <span className="medium">{option}</span> },
        { id: 'value', header: 'Value', width: 300, cell: ([, value]) => value },
        {
          id: 'meaning',
          header: 'Meaning',
          cell: ([, , note]) => (
            <span className="secondary block ellipsis" title={note}>
              {note}
            </span>
          ),
        },
      ]}
      rows={rows}
      rowKey={([option]) => option}
      rowName={([option]) => option}
      empty="No options."
      least={620}
    />
  );
}
