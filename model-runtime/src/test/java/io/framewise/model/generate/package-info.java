/** Tests of {@link io.framewise.model.generate.InternVlEngine} and what it stands on. */
package io.framewise.model.generate;
