import type { Condition } from '../../../../server/model/kube/types.ts';
import { Box } from '../../ui/box.tsx';
import { Status } from '../../ui/status.tsx';
import { Age } from '../times/age.tsx';

/** `status.conditions` of a Kubernetes object, unchanged. Renders nothing if there are none. */
export function KubeConditions({ of, conditions }: { of: string; conditions: readonly Condition[] }) {
  if (conditions.length === 0) return null;
  return (
    <Box title="Conditions">
      <div className="overflow-x-auto">
        <table className="data-table" aria-label={`Conditions of ${of}`} style={{ minWidth: 560 }}>
          <colgroup>
            <col style={{ width: 236 }} />
            <col style={{ width: 110 }} />
            <col style={{ width: 190 }} />
            <col />
            <col style={{ width: 72 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Status</th>
              <th scope="col">Reason</th>
              <th scope="col">Message</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {conditions.map((condition) => (
              <tr key={condition.type}>
                <td>{condition.type}</td>
                <td>
                  {condition.status === 'True' ? (
                    <Status shape="disc" tone="ok">
                      True
                    </Status>
                  ) : (
                    <Status shape="dotted" tone="idle">
                      {condition.status}
                    </Status>
                  )}
                </td>
                <td>{condition.reason}</td>
                <td className="secondary" title={condition.message}>
                  {condition.message}
                </td>
                <td>{condition.lastTransitionTime !== undefined && <Age of={condition.lastTransitionTime} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Box>
  );
}
