package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.util.List;

/** Measures one thing and has lines for the table. */
interface Benchmark {
  /** By which it is chosen on the command line. */
  String name();

  List<Row> run() throws IOException;
}
