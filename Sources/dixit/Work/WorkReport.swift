import Foundation
import Gathering
import Library

/// Tells people what work tells its observer: how far it is, and, unless they want none, what is odd.
struct WorkReport: WorkObserver {
    let progress: Progress
    /// Whether warnings are left out.
    let isQuiet: Bool

    func advance(words: Int, bytes: Int) { progress.advance(words: words, bytes: bytes) }

    func pass(bytes: Int) { progress.pass(bytes: bytes) }

    func tell(_ notice: Notice, _ kind: NoticeKind) {
        switch kind {
        case .warning: if !isQuiet { progress.say("warning: \(notice)") }
        case .note: if !isQuiet { progress.say("\(notice)") }
        case .failure: progress.say("\(notice)")
        }
    }
}

extension WorkReport {
    /// A report of work that adds articles, as the command line asks for it.
    init(_ given: Given, inputs: [Input], engine: String? = nil) {
        let isQuiet = given.has(ReadOption.quiet)
        let display = Progress.Display(isQuiet: isQuiet, outputIsSeen: false, ProcessInfo.processInfo.environment)
        let total = display.needsTotal ? Gatherer.totalBytes(inputs) : nil
        self.init(progress: Progress(display, totalBytes: total, engine: engine, speed: .articles), isQuiet: isQuiet)
    }

    /// Counts what took some of the input and gave no article.
    func pass<Prepared>(_ product: ArticleWork.Product<Prepared>) {
        if case .reached(_, let bytes) = product { pass(bytes: bytes) }
    }
}
