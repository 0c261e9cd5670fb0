/** Tests of the worker, on a real broker and with an engine that fails on demand. */
package io.framewise.model.worker;
