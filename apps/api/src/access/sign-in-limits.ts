// Slows the guessing of passwords: per login and address, and per address. Counted in Valkey for all processes
// together; while it is down, in the memory of each.
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../http/problem-error.js';
import { RedisConnection } from '../queue/redis.js';
import { tokenHash } from './secret-token.js';

const window = 15 * 60;
const failuresPerLogin = 8;
const failuresPerAddress = 60;

@Injectable()
export class SignInLimits {
  private readonly perLogin: RateLimiterRedis;
  private readonly perAddress: RateLimiterRedis;

  constructor(redis: RedisConnection) {
    const limiter = (keyPrefix: string, points: number) =>
      new RateLimiterRedis({
        storeClient: redis.commands,
        keyPrefix,
        points,
        duration: window,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration: window }),
      });
    this.perLogin = limiter(`${redis.prefix}:sign-in:login`, failuresPerLogin);
    this.perAddress = limiter(`${redis.prefix}:sign-in:ip`, failuresPerAddress);
  }

  /** Counts a try before its password is looked at, so that many at once do not slip through. @throws ProblemError `too-many-attempts` */
  async take(login: string, ip: string): Promise<void> {
    try {
      await this.perAddress.consume(ip);
      await this.perLogin.consume(loginKey(login, ip));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new ProblemError('too-many-attempts', { seconds: Math.ceil(error.msBeforeNext / 1000) });
    }
  }

  /** The password was right: its try no longer counts. */
  async giveBack(login: string, ip: string): Promise<void> {
    await this.perLogin.delete(loginKey(login, ip));
    await this.perAddress.reward(ip);
  }
}

// Hashed: what people type into the login field may be a password.
function loginKey(login: string, ip: string): string {
  return tokenHash(`${login}\n${ip}`).toString('base64url');
}
