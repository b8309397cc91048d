// The part of mysql2 that TypeORM's pool needs, with each new connection set the same whatever the server's defaults are:
// some (RDS) cut values that are too long in silence, and NOW() must be UTC.
import { createPool, type Pool, type PoolOptions } from 'mysql2';

const settings = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'";

export const portalDriver = {
  createPool(options: PoolOptions): Pool {
    const pool = createPool(options);
    // Queued before whatever the connection is wanted for. Where it fails, so does the next statement.
    pool.on('connection', (connection) => {
      connection.query(settings);
    });
    return pool;
  },
};
