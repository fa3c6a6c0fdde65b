// Does in DuckDB what `telnyx-errors triage` does in SQLite: totals, messages to resend and opt-outs. See docs/scale.md.
// SPDX-License-Identifier: MIT
//
//     npm install @duckdb/node-api
//     telnyx-errors classify --rows ndjson --threads 8 --exit-zero logs/*.gz > rows.ndjson
//     node duckdb.mjs [--now SECONDS] [--max-age HOURS] [--per-second N] [--database FILE] [--retry FILE] [--suppress FILE]
//                     rows.ndjson...
//
// Prints the totals as lines of: part, name, number, and for messages to resend: without an identifier, earliest, latest.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

const string = { type: 'string' };
const { values: options, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { now: string, 'max-age': string, 'per-second': string, database: string, retry: string, suppress: string },
});
if (files.length === 0) {
  console.error('duckdb.mjs: name the files that "telnyx-errors classify --rows ndjson" wrote');
  process.exit(2);
}
const now = Number(options.now ?? Math.floor(Date.now() / 1000));
const tooOld = now - Number(options['max-age'] ?? 24) * 3600;

const instance = await DuckDBInstance.create(options.database ?? ':memory:');
const connection = await instance.connect();
const sql = (name) => readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8');
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const all = async (query) => (await connection.runAndReadAll(query)).getRowObjectsJson();
// DuckDB has integers of 64 bits as strings of JSON; those of rows and of counts fit into a number.
const integers = ['not_before', 'failed_at', 'line'];
const line = (row) =>
  JSON.stringify(Object.fromEntries(Object.entries(row).map(([name, value]) =>
    [name, value !== null && integers.includes(name) ? Number(value) : value])));

await connection.run(`SET VARIABLE files = [${files.map(quoted).join(', ')}]; SET VARIABLE now = ${now};
  SET VARIABLE too_old = ${tooOld}; SET VARIABLE per_second = ${Number(options['per-second'] ?? 10)}`);
const steps = ['duckdb_rows', 'marked', 'payload_counts', 'statements', 'opt_outs', 'opt_out_counts', 'messages', 'fates',
  'fate_counts', 'resends', 'suppressions'];
for (const step of steps) {
  await connection.run(sql(step));
}

const counts = await all(`SELECT part, name, n, NULL AS without_id, NULL AS earliest, NULL AS latest FROM payload_counts
  UNION ALL SELECT part, name, n, NULL, NULL, NULL FROM opt_out_counts UNION ALL SELECT * FROM fate_counts ORDER BY part, name`);
for (const row of counts.filter(({ n }) => n !== '0')) {
  const values = row.part === 'send_again' ? Object.values(row) : [row.part, row.name, row.n];
  console.log(values.map((value) => value ?? '').join('\t'));
}
const write = (file, rows) => file && writeFileSync(file, rows.map((row) => `${line(row)}\n`).join(''), { mode: 0o600 });
write(options.retry, (await all('SELECT * FROM resends')).map(({ message_id, to, ...row }) =>
  ({ message_id, ...(to === null ? {} : { to }), ...row })));
write(options.suppress, (await all('SELECT * FROM suppressions')).map(({ phone_number, maybe, ...row }) =>
  ({ phone_number: phone_number || null, ...row, maybe: Number(maybe) === 1 })));
connection.closeSync();
