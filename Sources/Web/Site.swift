import Finding
import HTTP
import Ledger
import Record
import SQLite
import Wire

/// The pages and the forms of this site, each a type of its own; this one finds them, and turns errors into pages that say what is wrong.
struct Site: Sendable {
    private let shared: SharedState
    private let pages = ResponseCache()

    /// All pages.
    private static let pages: [any Page.Type] = [
        FrontPage.self, ArticlesPage.self, ArticlePage.self, OriginalPage.self, StatementPage.self, SpeakersPage.self,
        SpeakerPage.self, OutletsPage.self, OutletPage.self, FiguresPage.self, SearchPage.self, SuggestPage.self, CitePage.self,
        DutiesPage.self,
        ReviewPage.self,
        WhoIsWhoPage.self, AddPage.self, AddingPage.self, ComparePage.self, ChangedPage.self, BetweenPage.self,
    ]
    /// All that forms are sent to.
    private static let forms: [any FormTarget.Type] = [
        JudgementForm.self, DoubleForm.self, MendForm.self, AddForm.self, ReviewerForm.self, FollowForm.self,
    ]

    /// How long a page may take to make.
    private static let seconds = 15.0
    /// How long a table may, which has all rows there are.
    private static let tableSeconds = 60.0

    init(_ shared: SharedState) { self.shared = shared }

    /// The response to a request that was let in.
    func answer(_ request: Request, _ worker: WorkerLedger) -> Response {
        shared.filling?.noteRequest()
        if let asset = Assets.response(request.target.segments) { return asset }
        do {
            try shared.check()
            let context = PageContext(
                request: request, ledger: try worker.ledger(), shared: shared, mark: try shared.states.now(worker))
            switch request.method {
            case .read: return try read(context)
            case .write(let form):
                let target = Site.forms.first { $0.segments == request.target.segments }
                guard let target else { throw PageError.missing }
                return try target.response(form, context)
            }
        } catch {
            return failed(error, request)
        }
    }

    private func read(_ context: PageContext) throws -> Response {
        let segments = context.request.target.segments
        guard let page = Site.pages.first(where: { $0.stands(at: segments) }) else { throw PageError.missing }
        let make = {
            try context.ledger.within(seconds: context.format == .csv ? Site.tableSeconds : Site.seconds) {
                guard let response = try page.answer(context) else { throw PageError.missing }
                return response
            }
        }
        return page.isSameForAll ? try pages.response(to: context.request, mark: context.mark, make) : try make()
    }

    // MARK: Errors

    private func failed(_ error: any Error, _ request: Request) -> Response {
        var isReading = true
        if case .write = request.method { isReading = false }
        let (status, sentence) = Site.told(error, isReading: isReading)
        guard request.target.format == .html else {
            return .json(status: status) { json in json.object { $0.member("error", sentence) } }
        }
        let title = status == 404 ? "Not found" : status == 409 ? "Changed meanwhile" : "This cannot be shown"
        return .html(
            Frame(title: title).page { html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: title)
                    html.element("p", text: sentence)
                    html.element("p") { $0.element("a", .href(.front), text: "To the front page") }
                }
            }, status: status)
    }

    /// The status and the sentence of an error.
    private static func told(_ error: any Error, isReading: Bool) -> (Int, String) {
        switch error {
        case let error as PageError: return (error.status, error.sentence)
        case let error as FilterError: return (400, sentence(error.description))
        case let error as QuestionError: return (isReading ? 404 : 400, sentence(error.description))
        case let error as SearchQueryError: return (400, sentence(error.description))
        case let error as DayRangeError: return (400, sentence(error.description))
        case let error as DatabaseError:
            let status = error.kind == .busy ? 503 : error.kind == .refused ? 400 : 500
            // Where the ledger is, is nothing for visitors.
            return (status, sentence("\(error.reason); \(error.remedy)".replacing(error.path, with: "the ledger")))
        default: return (500, sentence("\(error)"))
        }
    }

    /// With a capital and a full stop.
    private static func sentence(_ clause: String) -> String { clause.prefix(1).uppercased() + clause.dropFirst() + "." }
}
