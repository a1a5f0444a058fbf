-- What the sessions share: checks with a line each, waiting, and reading what Neovim shows. Loading it gives a
-- Neovim with the plugin on its path; `start` switches the server on.
-- Environment: INTEGRATIONS_LS_BIN, PLUGIN (editors/neovim), SCRATCH (holds `sample`, `alone`, `elsewhere`).

local M = {}

M.scratch = vim.uv.fs_realpath(vim.env.SCRATCH)
M.sample = M.scratch .. '/sample'
M.command = { vim.env.INTEGRATIONS_LS_BIN, 'server' }

local failed = 0

vim.opt.runtimepath:append(vim.env.PLUGIN)
vim.cmd.runtime('plugin/integrations_ls.lua')
vim.opt.swapfile = false
vim.cmd('filetype on')

--- Switches the server on, as a user of this release of Neovim would.
function M.start(config)
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.config('integrations_ls', config)
    vim.lsp.enable('integrations_ls')
  else
    require('integrations_ls').setup(config)
  end
end

function M.check(name, body)
  local ok, err = xpcall(body, debug.traceback)
  failed = failed + (ok and 0 or 1)
  io.stdout:write(('%s - neovim %s: %s\n'):format(ok and 'ok' or 'not ok', tostring(vim.version()), name))
  if not ok then
    io.stdout:write('    ' .. err:gsub('\n', '\n    ') .. '\n')
  end
end

--- Ends Neovim, with status 1 when any check failed.
function M.finish()
  require('integrations_ls.client').stop()
  if failed > 0 then
    io.stdout:write('log of the session:\n' .. table.concat(vim.fn.readfile(vim.lsp.get_log_path()), '\n') .. '\n')
  end
  os.exit(failed == 0 and 0 or 1)
end

function M.wait_for(what, condition)
  assert(vim.wait(10000, condition, 20), 'waited in vain: ' .. what)
end

function M.edit(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  return vim.api.nvim_get_current_buf()
end

function M.clients(bufnr)
  return vim.lsp.get_clients({ name = 'integrations_ls', bufnr = bufnr })
end

--- Diagnostics of a buffer, all of them or those with one code.
function M.diagnostics(bufnr, code)
  return vim.tbl_filter(function(d)
    return d.source == 'integrations-ls' and (not code or d.code == code)
  end, vim.diagnostic.get(bufnr))
end

function M.read(path)
  return table.concat(vim.fn.readfile(path), '\n')
end

--- What is told while `body` runs and until `expected` comes; the messages as one text.
function M.told(expected, body)
  local messages = {}
  local notify = vim.notify
  vim.notify = function(message)
    messages[#messages + 1] = message
  end
  local ok, err = pcall(function()
    body()
    M.wait_for('message ' .. expected, function()
      return table.concat(messages, '\n'):find(expected, 1, true) ~= nil
    end)
  end)
  vim.notify = notify
  local text = table.concat(messages, '\n')
  assert(ok, tostring(err) .. '\ntold: ' .. text)
  return text
end

return M
