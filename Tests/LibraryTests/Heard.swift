import Gathering
import Synchronization

@testable import Library

/// Keeps what is told of work.
final class Heard: WorkObserver {
    private let state = Mutex((articles: 0, bytes: 0, notices: [String]()))

    var articles: Int { state.withLock { $0.articles } }
    var bytes: Int { state.withLock { $0.bytes } }
    var notices: [String] { state.withLock { $0.notices } }

    func advance(words: Int, bytes: Int) {
        state.withLock { state in
            state.articles += 1
            state.bytes += bytes
        }
    }

    func pass(bytes: Int) { state.withLock { $0.bytes += bytes } }

    func tell(_ notice: Notice, _ kind: NoticeKind) { state.withLock { $0.notices.append("\(kind): \(notice)") } }
}
