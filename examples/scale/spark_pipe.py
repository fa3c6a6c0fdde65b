"""Asks telnyx-errors about the elements of an RDD of Spark. See docs/scale.md.

    spark-submit spark_pipe.py INPUT OUTPUT [/path/to/telnyx-errors]

INPUT has one payload on each line. OUTPUT becomes Parquet files with the columns of docs/rows.md. The program must be at the same
path on each worker: PySpark starts it without a PATH.
SPDX-License-Identifier: MIT
"""
import shlex
import sys


def rows_of(lines, program="/usr/bin/telnyx-errors", options=""):
    """One row of JSON for each element of an RDD of strings, in order. An element must be one line."""
    # checkCode: otherwise PySpark takes the output of a program that failed for complete
    return lines.pipe(f"{shlex.quote(program)} classify --lines --rows ndjson {options}", checkCode=True)


def main():
    from pyspark.sql import SparkSession # pylint: disable=import-outside-toplevel

    spark = SparkSession.builder.appName("telnyx-errors").getOrCreate()
    rows = rows_of(spark.sparkContext.textFile(sys.argv[1]), *sys.argv[3:4])
    spark.read.json(rows).write.parquet(sys.argv[2])


if __name__ == "__main__":
    main()
