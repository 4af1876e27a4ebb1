import Foundation
import Record

/// Fetches addresses and hands what comes to the page workers.
///
/// Its fetcher, with what it knows of robots.txt and pauses, lives as long as it does. Use it from one thread.
final class AddressGathering {
    private let options: AddressOptions
    private let fetcher: Fetcher

    /// - Parameter policy: what fetchers in several threads share.
    init(_ options: AddressOptions, _ cancellation: Cancellation, _ policy: CrawlPolicy = CrawlPolicy()) {
        self.options = options
        fetcher = options.fetcher(policy, cancellation)
    }

    /// Fetches the article at an address, or tells why there is none.
    func gather(_ text: String, into queue: GatheredQueue) {
        do throws(FetchError) { try gatherOrThrow(text, into: queue) } catch { queue.add(.failure(error.notice(text))) }
    }

    /// Fetches the article at an address that a list names, unless its page was fetched before and is still there.
    func gather(listed text: String, _ told: ToldArticle, into queue: GatheredQueue) {
        if let address = try? WebAddress(text), options.validators(address) != nil { return queue.add(.known) }
        do throws(FetchError) { try gatherOrThrow(text, told, into: queue) } catch { queue.add(.failure(error.notice(text))) }
    }

    /// Fetches the article at an address.
    ///
    /// - Parameter told: what the feed or list that names it says of it.
    func gatherOrThrow(_ text: String, _ told: ToldArticle? = nil, into queue: GatheredQueue) throws(FetchError) {
        let address = try WebAddress(text)
        switch try fetcher.fetch(address, for: .article, options.validators(address)) {
        case .unchanged: queue.add(.known)
        case .fetched(let fetched):
            options.onFetched(fetched)
            try gather(fetched, place: text, told, into: queue)
        }
    }

    private func gather(_ fetched: Fetched, place: String, _ told: ToldArticle?, into queue: GatheredQueue) throws(FetchError) {
        let file = InputFile(path: place, stem: place, form: nil, size: nil)
        var origin = PageOrigin(id: queue.ids.article(file), place: place, path: place, given: fetched.bytes)
        origin.fetched = fetched.moment
        origin.address = fetched.address
        origin.told = told
        if let request = try fetched.request {
            request.kind == .page ? gather(pages: fetched, request, origin, into: queue) : queue.add(request, origin)
        } else {
            let decoded = DecodedText(fetched.bytes, charset: fetched.type.charset)
            let article = origin.article(ofPlainText: decoded.text, titled: queue.options.told[.title])
            queue.add(article, fetched.bytes, place: place, replaced: decoded.replaced)
        }
    }

    /// A page, and those that it goes on to, as one article. What the article was given in is the bytes of its pages, one behind the other.
    private func gather(pages first: Fetched, _ request: PageRequest, _ origin: PageOrigin, into queue: GatheredQueue) {
        let cancellation = queue.options.cancellation
        let pending = queue.workers.submit(request)
        guard !queue.options.isKnown(origin.given) else { return queue.add(.known) }
        guard case .success(.page(var page))? = pending.wait(unless: cancellation), page.next != nil else {
            return queue.add(pending, origin)
        }
        var origin = origin
        var (last, seen) = (first.address, Set([first.address]))
        var count = 1
        while let reference = page.next, count < AddressGathering.pages {
            guard let address = try? last.following(reference), address.outlet == first.address.outlet,
                seen.insert(address).inserted, case .fetched(let fetched)? = try? fetcher.fetch(address, for: .article),
                let request = try? fetched.request, request.kind == .page,
                case .success(.page(let more))? = queue.workers.submit(request.continuing).wait(unless: cancellation)
            else {
                let reason = "the article goes on at \(reference), which could not be had"
                queue.add(.warning(Notice(place: origin.place, reason: reason, remedy: "add it again later")))
                break
            }
            page.text += "\n\n" + more.text
            page.next = more.next
            origin.given += fetched.bytes
            last = address
            count += 1
        }
        queue.add(PendingAnswer(.success(.page(page))), origin)
    }

    /// Pages that an article may have.
    private static let pages = 30
}

extension Fetched {
    /// What a page worker is asked; nil for a plain text, which needs none.
    var request: PageRequest? {
        get throws(FetchError) {
            switch FetchedForm(type, bytes) {
            case .page: PageRequest(kind: .page, bytes: bytes, url: address.description, charset: type.charset)
            case .pdf: PageRequest(kind: .pdf, bytes: bytes)
            case .text: nil
            case .feed:
                throw FetchError(.unusable, "it is a feed, not an article", "dixit watch add \(asked) adds what comes in it")
            case .other(let name):
                throw FetchError(
                    .unusable, "it is no page, PDF or text, but \(name)", "give the address of an article")
            }
        }
    }

    /// When it was fetched, as ISO 8601: "2021-04-03T08:00:00Z".
    var moment: String { Date(timeIntervalSince1970: at.rounded(.down)).formatted(.iso8601) }
}

extension DecodedText {
    /// Decodes what a server has sent as a text of some encoding.
    ///
    /// What is UTF-8 is read as that, whatever is said of it; else Latin-1, which is read as Windows-1252, as all browsers do.
    init(_ bytes: [UInt8], charset: String?) {
        let isLatin = ["iso-8859-1", "latin1", "windows-1252", "us-ascii"].contains(charset ?? "")
        guard isLatin, String(validating: bytes, as: UTF8.self) == nil,
            let text = String(data: Data(bytes), encoding: .windowsCP1252)
        else {
            self.init(bytes)
            return
        }
        self.init(Array(text.utf8))
    }
}
