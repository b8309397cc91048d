// Looks at what Sluice keeps on each cluster: notes the space that row images take, and drops those that nobody can need any more.
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ExecutionStatus } from '@sluice/contracts';
import { dropKeptImages, listKeptImages, type KeptImages } from '@sluice/mysql';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../../clock/clock.js';
import { describeError } from '../../database/database-error.js';
import { TargetDirectory } from '../../targets/target-directory.js';
import { isOrphan, type Owner } from './orphans.js';

const everyMs = 10 * 60_000;

interface OwnerRow {
  readonly id: number;
  readonly marker_key: string;
  readonly status: ExecutionStatus;
  readonly images_until: Date | null;
}

@Injectable()
export class KeptImagesService {
  private readonly logger = new Logger(KeptImagesService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly directory: TargetDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Each cluster once in ten minutes, whichever worker comes first. */
  async round(): Promise<void> {
    const clusters = await this.dataSource.query<{ id: number }[]>(
      'SELECT DISTINCT c.id FROM cluster c JOIN shard s ON s.cluster_id = c.id WHERE c.images_seen_at IS NULL OR c.images_seen_at < ? ORDER BY c.id',
      [this.since()],
    );
    for (const { id } of clusters) {
      try {
        if (await this.claim(id)) await this.look(id);
      } catch (error) {
        // The target is down, or has no account yet: the next round looks again.
        this.logger.warn(`row images on cluster ${id}: ${describeError(error)}`);
      }
    }
  }

  /** What is kept there now; orphans are dropped on the way. */
  async look(clusterId: number): Promise<void> {
    const target = await this.directory.clusterConnection(clusterId, 'executor');
    const found = await listKeptImages(target);
    // Asked after the list: what began since is not in it.
    const owners = await this.owners(found);
    let bytes = 0;
    let unknown = 0;
    for (const images of found) {
      const owner = owners.get(images.execution);
      if (isOrphan(images, owner)) {
        await dropKeptImages(target, images);
        this.logger.log(`row images that nobody needs dropped on cluster ${clusterId}: ${images.tables.join(', ')}`);
        continue;
      }
      bytes += images.bytes;
      if (owner === undefined) unknown += images.bytes;
      else await this.dataSource.query('UPDATE execution SET images_bytes = ? WHERE id = ?', [images.bytes, owner.id]);
    }
    await this.dataSource.query('UPDATE cluster SET images_bytes = ?, images_unknown_bytes = ? WHERE id = ?', [
      ...[bytes, unknown, clusterId],
    ]);
    const kept = found.map(({ execution }) => execution);
    await this.dataSource.query(
      `UPDATE execution e JOIN shard s ON s.id = e.shard_id SET e.images_bytes = NULL
        WHERE s.cluster_id = ? AND e.images_bytes IS NOT NULL ${kept.length > 0 ? 'AND e.marker_key NOT IN (?)' : ''}`,
      kept.length > 0 ? [clusterId, kept] : [clusterId],
    );
  }

  private since(): Date {
    return new Date(this.clock.now().getTime() - everyMs);
  }

  private async claim(clusterId: number): Promise<boolean> {
    const { affectedRows } = await this.dataSource.query<{ affectedRows: number }>(
      'UPDATE cluster SET images_seen_at = ? WHERE id = ? AND (images_seen_at IS NULL OR images_seen_at < ?)',
      [this.clock.now(), clusterId, this.since()],
    );
    return affectedRows === 1;
  }

  private async owners(found: readonly KeptImages[]): Promise<ReadonlyMap<string, Owner & { readonly id: number }>> {
    if (found.length === 0) return new Map();
    const rows = await this.dataSource.query<OwnerRow[]>(
      `SELECT e.id, e.marker_key, e.status, r.images_until FROM execution e JOIN change_request r ON r.id = e.change_request_id
        WHERE e.marker_key IN (?)`,
      [found.map(({ execution }) => execution)],
    );
    return new Map(
      rows.map((row) => [row.marker_key, { id: row.id, status: row.status, isKept: row.images_until !== null }]),
    );
  }
}
