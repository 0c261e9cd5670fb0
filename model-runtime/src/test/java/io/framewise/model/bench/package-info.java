/** Tests of the measurements. */
package io.framewise.model.bench;
