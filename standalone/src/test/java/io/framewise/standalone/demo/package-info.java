/** The demo's arithmetic and its command line, without a demo. */
package io.framewise.standalone.demo;
