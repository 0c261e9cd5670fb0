/** The bench's arithmetic, and each of its parts in a miniature. */
package io.framewise.lab.pipeline;
