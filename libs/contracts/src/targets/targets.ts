// Clusters, their instances and credentials, and the target databases with their shards.
import { z } from 'zod';
import { dialectSchema } from '../words.js';

const name = z.string().trim().min(1).max(100);

/** How long row images are kept after a run, in days: as long a change can be rolled back. */
const imagesKeptDays = z.int().min(1).max(90);

export const environmentViewSchema = z.object({
  id: z.int(),
  name: z.string(),
  production: z.boolean(),
  imagesKeptDays: z.int(),
});
export type EnvironmentView = z.infer<typeof environmentViewSchema>;
export const createEnvironmentSchema = z.object({
  name,
  production: z.boolean(),
  imagesKeptDays: imagesKeptDays.default(7),
});
export type CreateEnvironment = z.infer<typeof createEnvironmentSchema>;
export const setImagesKeptSchema = z.object({ imagesKeptDays });
export type SetImagesKept = z.infer<typeof setImagesKeptSchema>;

/**
 * How connections to a cluster are protected, in the words of MySQL's `--ssl-mode`. `required` encrypts but believes any server;
 * `verify-identity` also wants the host's name in the certificate, without which any customer of the same authority (RDS) could pose as it.
 */
export const tlsModeSchema = z.enum(['off', 'required', 'verify-ca', 'verify-identity']);
export type TlsMode = z.infer<typeof tlsModeSchema>;
/** One certificate or several (a bundle), PEM; null: the authorities that Node.js knows. */
const certificates = z
  .string()
  .max(200_000)
  .regex(/^[\x20-\x7e\r\n\t]*-----BEGIN CERTIFICATE-----[\x20-\x7e\r\n\t]*$/);
export const tlsSchema = z.object({ mode: tlsModeSchema, ca: certificates.nullable().default(null) });
export type Tls = z.infer<typeof tlsSchema>;
/** Without `ca` the stored one stays. */
export const setTlsSchema = z.object({ mode: tlsModeSchema, ca: certificates.nullable().optional() });
export type SetTls = z.infer<typeof setTlsSchema>;

export const registerClusterSchema = z.object({
  name,
  dialect: dialectSchema,
  environmentId: z.int().positive(),
  teamId: z.int().positive(),
  writer: z.object({ host: z.string().trim().min(1).max(255), port: z.int().min(1).max(65_535).default(3306) }),
  /** Default: `required`. */
  tls: tlsSchema.optional(),
});
export type RegisterCluster = z.infer<typeof registerClusterSchema>;

/** What an account on a cluster is for: reading schema and previews / running changes / giving access. */
export const credentialPurposeSchema = z.enum(['reader', 'executor', 'grantor']);
export type CredentialPurpose = z.infer<typeof credentialPurposeSchema>;

export const setCredentialSchema = z.object({
  purpose: credentialPurposeSchema,
  username: z.string().min(1).max(32),
  /** Written only: stored encrypted, never returned. */
  password: z.string().max(200),
});
export type SetCredential = z.infer<typeof setCredentialSchema>;

export const registerTargetDatabaseSchema = z.object({
  name,
  teamId: z.int().positive(),
  environmentId: z.int().positive(),
  shards: z
    .array(z.object({ name, clusterId: z.int().positive(), schema: z.string().min(1).max(64) }))
    .min(1)
    .max(1_000),
});
export type RegisterTargetDatabase = z.infer<typeof registerTargetDatabaseSchema>;

export const clusterViewSchema = z.object({
  id: z.int(),
  name: z.string(),
  dialect: dialectSchema,
  /** Certificates are stored, not shown: a bundle is long. */
  tls: z.object({ mode: tlsModeSchema, hasCa: z.boolean() }),
  environment: environmentViewSchema,
  team: z.object({ id: z.int(), name: z.string() }),
  instances: z.array(z.object({ id: z.int(), host: z.string(), port: z.int(), role: z.enum(['writer', 'reader']) })),
  credentials: z.array(z.object({ purpose: credentialPurposeSchema, username: z.string(), keyId: z.string() })),
  /** What row images take there, in bytes; `unknown`: those of another portal, or of a lost past of this one. Null: not looked at yet. */
  images: z.object({ bytes: z.int(), unknown: z.int(), seenAt: z.string() }).nullable(),
});
export type ClusterView = z.infer<typeof clusterViewSchema>;

/** One thing that an account must be able to do, tried on the target. */
export const clusterCheckSchema = z.object({
  purpose: credentialPurposeSchema,
  /** The statement a DBA runs to give it. */
  grants: z.array(z.string()),
  results: z.array(
    z.object({
      code: z.string(),
      ok: z.boolean(),
      /** The exact GRANT or setting that mends it. */
      remedy: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});
export type ClusterCheck = z.infer<typeof clusterCheckSchema>;

export const targetDatabaseViewSchema = z.object({
  id: z.int(),
  name: z.string(),
  environment: environmentViewSchema,
  team: z.object({ id: z.int(), name: z.string() }),
  shards: z.array(z.object({ id: z.int(), name: z.string(), clusterName: z.string(), schema: z.string() })),
  /** What row images of its changes take, in bytes, as last seen. */
  imagesBytes: z.int(),
  /** Whether the signed-in person may file a change here. */
  mayFile: z.boolean(),
});
export type TargetDatabaseView = z.infer<typeof targetDatabaseViewSchema>;

/** For the editor's completion: tables with their column names. */
export const schemaOutlineSchema = z.object({
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type SchemaOutline = z.infer<typeof schemaOutlineSchema>;
