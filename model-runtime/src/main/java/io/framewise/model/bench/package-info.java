/**
 * Measures the model beside another implementation in the same run.
 *
 * <p>Start at {@link io.framewise.model.bench.ModelBenchCommand}.
 */
package io.framewise.model.bench;
