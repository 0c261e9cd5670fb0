package io.framewise.platform.image;

/**
 * What decoding a picture costs, as its header tells.
 *
 * @param heapBytes Java heap that the decoder holds besides the finished picture
 * @param nativeBytes memory outside the heap that it holds
 * @param passes samples that are gone over, all scans together
 */
record DecodeCost(long heapBytes, long nativeBytes, long passes) {}
