/** Tests of the batcher, on a clock that is moved by hand. */
package io.framewise.model.batch;
