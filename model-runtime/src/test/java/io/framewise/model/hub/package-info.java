/** Tests of models by name, against a hub in this process. */
package io.framewise.model.hub;
