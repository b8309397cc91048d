// Target databases, clusters, environments.
import {
  clusterCheckSchema,
  clusterViewSchema,
  type CreateEnvironment,
  environmentViewSchema,
  type RegisterCluster,
  type RegisterTargetDatabase,
  schemaOutlineSchema,
  type SetCredential,
  type SetImagesKept,
  type SetTls,
  targetDatabaseViewSchema,
} from '@sluice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { act, ask } from './client';
import { keys } from './keys';

export const targetDatabasesQuery = queryOptions({
  queryKey: [...keys.targets, 'databases'],
  queryFn: async () => (await ask(z.object({ items: z.array(targetDatabaseViewSchema) }), '/target-databases')).items,
  staleTime: 60_000,
});
export const registerTargetDatabase = (body: RegisterTargetDatabase) =>
  act('/target-databases', { method: 'POST', body });

export const outlineQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.targets, 'outline', id],
    queryFn: ({ signal }) => ask(schemaOutlineSchema, `/target-databases/${String(id)}/outline`, { signal }),
    staleTime: 5 * 60_000,
    retry: false,
  });

export const clustersQuery = queryOptions({
  queryKey: [...keys.targets, 'clusters'],
  queryFn: async () => (await ask(z.object({ items: z.array(clusterViewSchema) }), '/clusters')).items,
});
export const registerCluster = (body: RegisterCluster) => act('/clusters', { method: 'POST', body });
export const setCredential = (id: number, body: SetCredential) =>
  act(`/clusters/${String(id)}/credentials`, { method: 'PUT', body });
export const setTls = (id: number, body: SetTls) => act(`/clusters/${String(id)}/tls`, { method: 'PUT', body });
export const clusterCheckQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.targets, 'check', id],
    queryFn: ({ signal }) => ask(z.array(clusterCheckSchema), `/clusters/${String(id)}/check`, { signal }),
    staleTime: 0,
    retry: false,
  });

export const environmentsQuery = queryOptions({
  queryKey: [...keys.targets, 'environments'],
  queryFn: async () => (await ask(z.object({ items: z.array(environmentViewSchema) }), '/environments')).items,
});
export const createEnvironment = (body: CreateEnvironment) => act('/environments', { method: 'POST', body });
export const setImagesKept = ({ id, ...body }: SetImagesKept & { id: number }) =>
  act(`/environments/${String(id)}/images-kept`, { method: 'PUT', body });
