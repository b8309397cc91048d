import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** What the server at this address says of itself: version and comment. @throws the driver's error where it does not answer. */
export async function mysqlVersion(url: string): Promise<string> {
  const connection = await createConnection({ uri: url, connectTimeout: 5_000 });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT CONCAT(VERSION(), ' ', @@version_comment) AS version",
    );
    return String(rows[0]?.version);
  } finally {
    await connection.end();
  }
}
