/**
 * What is agreed about sources beside their frames: the labels that question sets select them by.
 *
 * <p>Start at {@link io.framewise.contract.source.SourceLabels}.
 */
package io.framewise.contract.source;
