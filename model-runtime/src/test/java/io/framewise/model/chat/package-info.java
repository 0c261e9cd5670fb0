/** Tests of {@link io.framewise.model.chat.InternVlEngine} and what it stands on. */
package io.framewise.model.chat;
