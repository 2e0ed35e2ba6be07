import { useQuery } from '@tanstack/react-query';
import { countOf } from '../data/tables.ts';
import { useSearchText } from '../ui/search.ts';

export type FloatingIpCounts = { readonly addresses: number | undefined; readonly pools: number | undefined };

/** How many addresses and pools the chosen project has, or all projects have; undefined until known. */
export function useFloatingIpCounts(): FloatingIpCounts {
  const project = useSearchText()['project'];
  const search = new URLSearchParams({ ...(project === undefined ? {} : { project }), limit: '1' });
  const addresses = useQuery(countOf('floating-ips', search)).data;
  const pools = useQuery(countOf('floating-ip-pools', search)).data;
  return { addresses, pools };
}
