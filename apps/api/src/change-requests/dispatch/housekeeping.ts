// Once a minute: expires what nobody decided about, drops row images whose time is over, and looks at what is kept on the targets. Each
// round is safe to repeat, so any number of workers may do it.
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { describeError } from '../../database/database-error.js';
import { ExpireService } from '../close/expire.service.js';
import { KeptImagesService } from '../close/kept-images.service.js';
import { PurgeImagesService } from '../close/purge-images.service.js';

const everyMs = 60_000;

@Injectable()
export class Housekeeping implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;

  constructor(
    private readonly expire: ExpireService,
    private readonly purgeImages: PurgeImagesService,
    private readonly keptImages: KeptImagesService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.round().finally(() => {
        this.running = null;
      });
    }, everyMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async round(): Promise<void> {
    for (const job of [this.expire, this.purgeImages, this.keptImages]) {
      await job.round().catch((error: unknown) => this.logger.error(describeError(error)));
    }
  }
}
