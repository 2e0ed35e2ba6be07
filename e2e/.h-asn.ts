import { apiOf } from './fixtures.ts';
const api = apiOf(process.argv[2]!);
const uuid = await api.uuidOf('bgp-router', ['default-domain', 'default-project', 'ip-fabric', '__default__', 'camaro']);
const { bgp_router_parameters } = (await api.get<any>(`/config/bgp-router/${uuid}`))['bgp-router'];
const put = await api.send('PUT', `/config/bgp-router/${uuid}`, { 'bgp-router': { bgp_router_parameters: { ...bgp_router_parameters, autonomous_system: Number(process.argv[3]) } } });
console.log(put.status);
