package io.framewise.streams.query;

import java.util.List;

/** The state stores of one instance, whole and by partition. Safe for use by several threads. */
interface StateView extends AccountReader.Stores {

  /**
   * The stores of each partition that is here. A range over one of them is in the order of its
   * keys; a range over all is that of one partition after the other.
   */
  List<AccountReader.Stores> partitions();

  /**
   * Whether the partition of a source is here. Where it is not, since state is being restored or
   * moved between instances, nothing can be said of the source.
   */
  boolean isHere(String sourceId);
}
