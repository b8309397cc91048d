// Slows the guessing of passwords: per login and address, per address, and for guesses that come from many addresses per
// login alone. Counted in Valkey for all processes together; while it is down, in the memory of each.
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from '../http/problem-error.js';
import { RedisConnection } from '../queue/redis.js';
import { tokenHash } from './secret-token.js';

const window = 15 * 60;
const failuresPerLogin = 8;
const failuresPerAddress = 60;
// One address has at most 40 in an hour (8 in each window that the hour touches): it alone shuts nobody out.
const spreadWindow = 60 * 60;
const failuresPerLoginEverywhere = 50;

@Injectable()
export class SignInLimits {
  private readonly perLogin: RateLimiterRedis;
  private readonly perAddress: RateLimiterRedis;
  private readonly perLoginEverywhere: RateLimiterRedis;

  constructor(redis: RedisConnection) {
    const limiter = (keyPrefix: string, points: number, duration: number) =>
      new RateLimiterRedis({
        storeClient: redis.commands,
        keyPrefix,
        points,
        duration,
        rejectIfRedisNotReady: true,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
      });
    this.perLogin = limiter(`${redis.prefix}:sign-in:login`, failuresPerLogin, window);
    this.perAddress = limiter(`${redis.prefix}:sign-in:ip`, failuresPerAddress, window);
    this.perLoginEverywhere = limiter(`${redis.prefix}:sign-in:spread`, failuresPerLoginEverywhere, spreadWindow);
  }

  /**
   * Counts a try to sign in before its password is looked at, so that many at once do not slip through. `isKnown`: the person has been signed in from
   * this address before. Who guesses from everywhere then holds up nobody at their usual place: there, the limit of login and address is enough.
   * @throws ProblemError `too-many-attempts`
   */
  async takeSignIn(login: string, ip: string, isKnown: boolean): Promise<void> {
    await this.take(login, ip);
    if (isKnown) return;
    // Last: what the address was refused for already is no guess, and must not use up the tries of everyone.
    await consume(this.perLoginEverywhere, hashed(login));
  }

  /** The password was right: its try no longer counts. Those of others at the same login do. */
  async giveBackSignIn(login: string, ip: string, isKnown: boolean): Promise<void> {
    await this.giveBack(login, ip);
    if (!isKnown) await this.perLoginEverywhere.reward(hashed(login));
  }

  /** Counts a try of someone who is signed in: strangers who guess elsewhere do not take theirs. @throws ProblemError `too-many-attempts` */
  async take(login: string, ip: string): Promise<void> {
    await consume(this.perAddress, ip);
    await consume(this.perLogin, hashed(`${login}\n${ip}`));
  }

  /** The password was right: its try no longer counts. */
  async giveBack(login: string, ip: string): Promise<void> {
    await this.perLogin.delete(hashed(`${login}\n${ip}`));
    await this.perAddress.reward(ip);
  }
}

async function consume(limiter: RateLimiterRedis, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new ProblemError('too-many-attempts', { seconds: Math.ceil(error.msBeforeNext / 1000) });
  }
}

// What people type into the login field may be a password.
function hashed(key: string): string {
  return tokenHash(key).toString('base64url');
}
