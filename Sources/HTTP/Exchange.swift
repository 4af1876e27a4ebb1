import CMicrohttpd

/// One request and its response while they pass through the server.
///
/// `@unchecked Sendable`: the server's one thread has it until the connection is suspended, then the worker that answers, until it resumes the
/// connection; both steps go through a lock, so that no two threads have it at once.
final class Exchange: @unchecked Sendable {
    /// How far it has come.
    enum Stage {
        /// The first line is there.
        case begun
        /// All headers are there and say that the request may go on; the form follows, where there is one.
        case receiving(RequestHead, Session?, FormReader?)
        /// A worker has it.
        case atWork
        /// The response is ready.
        case answered(Response)
        /// It is the library's.
        case sent
    }

    /// The target as it stands in the first line.
    let target: String
    var stage = Stage.begun
    /// Bytes that are reserved for its form.
    var reserved = 0
    /// Bytes that are reserved for its response.
    var answering = 0

    init(target: String) { self.target = target }
}
