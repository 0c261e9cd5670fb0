/** Measurements of the model's parts, beside a baseline. */
package io.framewise.lab.model;
