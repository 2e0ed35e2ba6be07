import type { VpnRoutesPage, VrfDetail } from '../../../../server/contract/views/vrfs.ts';
import { RouteTargetChip } from '../../domain-ui/routes/route-target-chip.tsx';
import { splitPodName } from '../../domain-ui/routes/wire-parts.ts';
import { AddressText, PrefixText, RdText } from '../../domain-ui/routes/wire.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { Status } from '../../ui/status.tsx';

/** The VRF's own routes as BGP will carry them in the VPN families, and those that are not advertised, with why. */
export function VpnTable({ page, vrf }: { page: VpnRoutesPage; vrf: VrfDetail }) {
  return (
    <>
      {page.rows.length > 0 && (
        <table className="data-table vx-vpn" aria-label={`VPN routes of ${vrf.name}`}>
          <colgroup>
            <col style={{ width: 142 }} />
            <col style={{ width: 172 }} />
            <col style={{ width: 62 }} />
            <col style={{ width: 118 }} />
            <col />
            <col style={{ width: 56 }} />
            <col style={{ width: 64 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">RD</th>
              <th scope="col">Prefix</th>
              <th scope="col" className="num">
                Label
              </th>
              <th scope="col">Next hop</th>
              <th scope="col">Route targets</th>
              <th scope="col" className="num">
                MED
              </th>
              <th scope="col" className="num" title="Local preference">
                Pref
              </th>
            </tr>
          </thead>
          {page.rows.map((row) => {
            const others = row.communities.filter((community) => !row.routeTargets.includes(community));
            return (
              <tbody key={`${row.id} ${row.nextHop} ${row.label}`}>
                <tr className="data-row vx-vpn-row" aria-label={`${row.rd}:${row.prefix}`}>
                  <td>
                    <RdText value={row.rd} />
                  </td>
                  <td title={row.source}>
                    <PrefixText value={row.prefix} />
                  </td>
                  <td className="num">
                    <span className="wire">{row.label}</span>
                  </td>
                  <td>
                    <AddressText value={row.nextHop} />
                  </td>
                  <td>
                    <span className="row tight vx-targets">
                      {row.routeTargets.map((target) => (
                        <RouteTargetChip
                          key={target}
                          bare
                          value={target}
                          direction={target === vrf.auto ? 'auto' : 'export'}
                        />
                      ))}
                    </span>
                  </td>
                  <td className="num">
                    <span className="wire">{row.med}</span>
                  </td>
                  <td className="num">
                    <span className="wire">{row.localPreference}</span>
                  </td>
                </tr>
                <tr className="vx-communities">
                  <td colSpan={7}>
                    <span className="muted type-12">{splitPodName(row.source)}</span>
                    {others.map((community) => (
                      <span key={community} className="wire small secondary">
                        {community}
                      </span>
                    ))}
                  </td>
                </tr>
              </tbody>
            );
          })}
        </table>
      )}
      {page.rows.length === 0 && page.withheld.total === 0 && (
        <p className="t-empty" role="status">
          No VPN routes: nothing in this VRF has an address of its own yet.
        </p>
      )}
      {page.withheld.total > 0 && (
        <section>
          <h2 className="vx-sub">
            Not advertised <span className="muted font-normal">{page.withheld.total}</span>
          </h2>
          <table className="data-table" aria-label={`Routes of ${vrf.name} that are not advertised`}>
            <colgroup>
              <col style={{ width: 186 }} />
              <col style={{ width: 218 }} />
              <col style={{ width: 140 }} />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">Prefix</th>
                <th scope="col">Source</th>
                <th scope="col">In the table</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {page.withheld.rows.map((row) => (
                <tr key={row.id} className="data-row" aria-label={row.prefix}>
                  <td>
                    <PrefixText value={row.prefix} />
                  </td>
                  <td className="secondary ellipsis" title={row.source}>
                    <CutText text={row.source} titled={false} />
                  </td>
                  <td>
                    <Status shape={row.installed ? 'disc' : 'slashed'} tone={row.installed ? 'ok' : 'bad'}>
                      {row.installed ? 'Installed' : 'Not installed'}
                    </Status>
                  </td>
                  <td title={row.reason}>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
