/// The whole of Recloop on one machine, and the command line that drives it.
///
/// - **reads**  the files to be imported; the services' HTTP interfaces
/// - **writes** `interactions` and `items` (import); everything else through the services
/// - **keeps**  one data folder (default: `.recloop` in the checkout): keys, broker, database, artifact
///   store, lake, logs, `run.json`
/// - **serves** the commands of `./recloop --help`
///
/// `layout` says where things are, `supervision` keeps processes alive, `importing` turns files into events,
/// `client` talks to the services, `cli` holds the commands.
@NullMarked
package io.recloop.local;

import org.jspecify.annotations.NullMarked;
