import type { OpenApi } from '../../../server/contract/endpoints/openapi.ts';
import { reading } from './reading.ts';

/** The OpenAPI document of the views; it changes only with the server's version. */
export const openApiQuery = reading<OpenApi>('/openapi.json', []);
