// SPDX-License-Identifier: GPL-3.0-or-later
// duckdb.cjs SQL: runs one statement in DuckDB and prints how many rows came out;
// `--version` prints DuckDB's. Found through NODE_PATH.
const { DuckDBInstance, version } = require('@duckdb/node-api');

async function main() {
    if (process.argv[2] === '--version') {
        console.log(version());
        return;
    }
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(process.argv[2]);
    console.log(reader.currentRowCount);
}

main().then(() => process.exit(0), (error) => {
    console.error(String(error));
    process.exit(1);
});
