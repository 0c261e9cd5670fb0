/** Tests of the trial of a source. */
package io.framewise.connectors.trial;
