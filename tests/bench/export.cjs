// SPDX-License-Identifier: GPL-3.0-or-later
// export.cjs EXPORT.csv [OUT.csv]: reads what `table export` writes with Polars, options
// written by hand; `--version` prints Polars's. Without OUT.csv the table is read into
// memory only. Found through NODE_PATH.
const pl = require('nodejs-polars');

// Polars knows the decimal comma, but not the point between thousands.
function amount(name) {
    return pl.col(name).str.replaceAll('.', '', true).str.replace(',', '.', true)
        .cast(pl.Float64, true);
}

function main(path, out) {
    if (path === '--version') {
        console.log(pl.version);
        return;
    }
    const frame = pl.scanCSV(path, { sep: ';', skipLines: 3, inferSchemaLength: 0 })
        .filter(pl.col('Datum').neq(pl.lit('Summe')))
        .withColumns(
            pl.col('Datum').str.strptime(pl.Date, '%d.%m.%Y'),
            ...['Umsatz', 'Kosten', 'Rabatt', 'Steuer', 'Fracht'].map(amount),
            pl.col('Belege').cast(pl.Int64, true))
        .collectSync();
    if (out)
        frame.writeCSV(out, { sep: ',' });
    else
        console.log(frame.height);
}

main(process.argv[2], process.argv[3]);
