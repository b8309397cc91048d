import { Global, Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { LiveEvents } from './live-events.js';
import { LiveHub } from './live-hub.js';
import { LiveNudge } from './live-nudge.js';

/** Telling that something moved, in every process. */
@Global()
@Module({ providers: [LiveEvents, LiveNudge], exports: [LiveEvents, LiveNudge] })
export class LiveModule {}

/** The streams of this process. */
@Module({ controllers: [EventsController], providers: [LiveHub] })
export class LiveHttpModule {}
