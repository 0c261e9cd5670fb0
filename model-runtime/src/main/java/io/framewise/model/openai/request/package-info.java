/**
 * What clients of the endpoint ask, read from JSON of OpenAI's shape, and refusals in that shape.
 *
 * <p>Start at {@link io.framewise.model.openai.request.RequestReader}.
 */
package io.framewise.model.openai.request;
