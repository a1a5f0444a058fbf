-- Talks to Neovim's LSP client: default configuration, start, restart, status request.
-- Hides what differs between Neovim 0.10 (no `vim.lsp.config`) and later releases.

local crashes = require('integrations_ls.crashes')
local root = require('integrations_ls.root')

local M = {}

M.name = 'integrations_ls'

-- Configuration given to setup() on Neovim 0.10; later releases keep it in `vim.lsp.config`.
local old_style_config

function M.is_new_style()
  return vim.fn.has('nvim-0.11') == 1
end

--- Asks for the diagnostics of one file. Neovim 0.11 and later do so themselves for files on the screen,
--- and only for those: a hidden file would stay without diagnostics until its next edit.
function M.pull(client, bufnr)
  local provider = client.server_capabilities.diagnosticProvider
  if M.is_new_style() and provider then
    client:request('textDocument/diagnostic', {
      identifier = provider.identifier,
      textDocument = { uri = vim.uri_from_bufnr(bufnr) },
    }, nil, bufnr)
  end
end

-- The server says that diagnostics may have changed. Neovim 0.12 by itself then asks for the whole
-- workspace only and drops what comes back for open files: renaming a product in manifest.json would
-- leave an open metadata.csv stale.
local function refresh(err, _, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if client and not err then
    for bufnr in pairs(client.attached_buffers) do
      M.pull(client, bufnr)
    end
  end
  return vim.NIL
end

--- What Neovim can do, and the command of ours that lenses may use.
function M.capabilities()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.experimental = { commands = { commands = { 'integrationsLs.showRendered' } } }
  return capabilities
end

--- What `lsp/integrations_ls.lua` hands to Neovim, without `root_dir`.
function M.defaults()
  return {
    cmd = { 'integrations-ls', 'server' },
    filetypes = { 'codeowners', 'conf', 'csv', 'json', 'markdown', 'python', 'requirements', 'text', 'toml', 'yaml' },
    settings = { integrationsLs = { repository = { kind = 'auto' } } },
    -- The server may also ask for settings, but only once it runs; sent here they hold from the start.
    before_init = function(params, config)
      params.initializationOptions = (config.settings or {}).integrationsLs
    end,
    capabilities = M.capabilities(),
    on_exit = crashes.on_exit,
    commands = {
      ['integrationsLs.showRendered'] = function(command, context)
        require('integrations_ls.preview').show(command.arguments[2], context.bufnr)
      end,
    },
    handlers = M.is_new_style() and { ['workspace/diagnostic/refresh'] = refresh } or nil,
  }
end

--- The configuration in force, including what the user overrode.
function M.config()
  if M.is_new_style() then
    return vim.lsp.config[M.name]
  end
  return old_style_config or M.defaults()
end

function M.use_old_style(config)
  old_style_config = vim.tbl_deep_extend('force', M.defaults(), { name = M.name }, config)
end

--- Starts or reuses a client for the buffer; does nothing outside integration repositories.
function M.attach(bufnr)
  local config = M.config()
  local function start(dir)
    if dir then
      vim.lsp.start(vim.tbl_extend('force', config, { name = M.name, root_dir = dir }), { bufnr = bufnr })
    end
  end
  if type(config.root_dir) == 'function' then
    config.root_dir(bufnr, start)
  else
    start(config.root_dir or root.of_buffer(bufnr))
  end
end

local told

--- Says once that the program is missing. Neovim 0.12 writes that to its log only; earlier releases say it.
function M.tell_if_missing(bufnr)
  local command = M.config().cmd
  if told or vim.fn.has('nvim-0.12') == 0 or not vim.lsp.is_enabled(M.name) or type(command) ~= 'table' then
    return
  end
  if vim.fn.executable(command[1]) == 0 and root.of_buffer(bufnr) then
    told = true
    local hint = 'integrations-ls: `%s` was not found; see :checkhealth integrations_ls'
    vim.notify(hint:format(command[1]), vim.log.levels.WARN)
  end
end

function M.list()
  return vim.lsp.get_clients({ name = M.name })
end

-- Client functions became methods in 0.11; the old call form is deprecated there.
local function call(client, method, ...)
  if M.is_new_style() then
    return client[method](client, ...)
  end
  return client[method](...)
end

--- Stops every client and waits until Neovim has forgotten them; a client that is only closing would be
--- taken for a running one by the next start.
function M.stop()
  local running = M.list()
  local function all_gone()
    return vim.iter(running):all(function(client)
      return vim.lsp.get_client_by_id(client.id) == nil
    end)
  end
  for _, force in ipairs({ false, true }) do
    for _, client in ipairs(running) do
      call(client, 'stop', force)
    end
    if vim.wait(2000, all_gone, 20) then
      return
    end
  end
end

--- Stops every client, then starts one again for each open file that belongs to a repository.
--- With no client running it only starts, so it doubles as "try again" after an installation.
function M.restart()
  M.stop()
  crashes.forget()
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and root.of_buffer(bufnr) then
      M.attach(bufnr)
    end
  end
end

--- Answer of the server to `integrationsLs/status`, or nil and the reason.
function M.status(client)
  local bufnr = next(client.attached_buffers) or 0
  local reply, err = call(client, 'request_sync', 'integrationsLs/status', nil, 3000, bufnr)
  if not reply then
    return nil, err or 'no answer'
  end
  if reply.err then
    return nil, reply.err.message
  end
  return reply.result
end

--- The status in lines for a person; `client` is shown when the server does not answer.
function M.status_lines(client)
  local status, err = M.status(client)
  if not status then
    return { ('client %d: the server did not answer: %s'):format(client.id, err) }
  end
  local lines = {
    ('integrations-ls %s (client %d)'):format(status.version, client.id),
    ('open documents: %d, revision: %d, positions: %s'):format(
      status.documents,
      status.revision,
      status.positionEncoding
    ),
  }
  for _, repository in ipairs(status.repositories) do
    lines[#lines + 1] = ('%s: %s, %d integrations, %d metrics%s'):format(
      repository.root,
      repository.kind,
      repository.integrations,
      repository.metrics,
      repository.indexed and '' or ', still reading files'
    )
    local templates = repository.templates
    if templates and templates ~= vim.NIL then
      local version = templates.version ~= vim.NIL and templates.version or 'unknown version'
      lines[#lines + 1] = ('  templates of ddev: %s from %s: %s'):format(version, templates.origin, templates.path)
    else
      lines[#lines + 1] = '  templates of ddev: not found'
    end
  end
  if status.lastError and status.lastError ~= vim.NIL then
    lines[#lines + 1] = 'last error: ' .. status.lastError
  end
  return lines
end

return M
