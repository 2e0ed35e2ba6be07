import type { OpenApi } from '../../../server/contract/endpoints/openapi.ts';
import { reading } from './reading.ts';

/** The document of the views; it changes with the version of the server only. */
export const openApiQuery = reading<OpenApi>('/openapi.json', []);
