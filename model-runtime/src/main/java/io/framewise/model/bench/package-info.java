/** Measurements of the model's parts, beside a baseline. */
package io.framewise.model.bench;
