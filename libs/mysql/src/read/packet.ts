import type { Session } from '../connect/session.js';
import { literal } from '../connect/literal.js';

/** Below this nobody's max_allowed_packet is in the way. */
const alwaysFits = 500_000;

/** A text in a literal is twice as long; a packet past max_allowed_packet would end the connection. */
export async function fitsPacket(session: Session, text: string): Promise<boolean> {
  const length = literal(text).length;
  return length < alwaysFits || length + 1_000 < (await session.count('SELECT @@max_allowed_packet'));
}
